"""Scripts and style sheets of the page's own components."""

from pathlib import Path
from typing import Final

from layers.modules import join_modules

COMPONENTS: Final = Path(__file__).parent


def join_component(name: str) -> str:
    """
    Return a component's script as one module, which gives out `mount` as Streamlit expects it.

    Parameters
    ----------
    name
        The component's entry without its ending: `bridge`, `filters`, `toolbar` or `save`.
    """
    return f"{join_modules(COMPONENTS / f'{name}.js').script}\nexport default mount;\n"


def read_style(name: str) -> str:
    """Return the style sheet of a component."""
    return (COMPONENTS / f"{name}.css").read_text(encoding="utf-8")
