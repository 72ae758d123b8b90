"""Keep Streamlit from asking other machines who this one is."""

from streamlit import net_util


def ask_nobody() -> None:
    """
    Switch off Streamlit's look-ups of this machine's own addresses.

    Before it refuses a page of another origin, Streamlit compares that origin with the addresses of
    this machine, and asks a server on the internet for one of them. No setting stops it. Without
    those addresses the origin is simply not ours, which is the answer all the same.
    """
    net_util.get_external_ip = _know_none
    net_util.get_internal_ip = _know_none


def _know_none() -> None:
    """Know no address."""
