"""Write the description of the data files in `data/datapackage.json`, after a schema changed."""

from pathlib import Path

from geo.files.data_package import FILE, update_resources

DATA = Path(__file__).resolve().parent.parent / "data"


def main() -> None:
    """Write it, from the schema by which `python -m geo check` checks."""
    path = DATA / FILE
    path.write_bytes(update_resources(path.read_bytes(), [each.name for each in DATA.iterdir()]))


if __name__ == "__main__":
    main()
