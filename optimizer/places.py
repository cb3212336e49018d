"""Where the shipped reference data and scenarios lie.

A wheel carries them inside the package, a checkout beside it. Nobody else computes such a path.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_directory() -> Path:
    """Return the directory of reference data: rules, calendars, catalogues, published reforms.

    Returns:
        ``optimizer/_data`` of an installed wheel, else ``data`` at the top of the checkout.
    """
    return _shipped("_data", beside="data")


def scenarios_directory() -> Path:
    """Return the directory of shipped scenarios, one folder a service.

    Returns:
        ``optimizer/_scenarios`` of an installed wheel, else ``scenarios`` at the top of the
        checkout.
    """
    return _shipped("_scenarios", beside="scenarios")


def app_file() -> Path:
    """Return the script that Streamlit runs, with its settings in a folder beside it.

    Returns:
        ``optimizer/_app/app.py`` of an installed wheel, else ``app.py`` at the top of the checkout.
    """
    packed = _PACKAGE / "_app" / "app.py"
    return packed if packed.is_file() else _PACKAGE.parent / "app.py"


def _shipped(inside: str, beside: str) -> Path:
    packed = _PACKAGE / inside
    return packed if packed.is_dir() else _PACKAGE.parent / beside
