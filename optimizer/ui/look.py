"""What the theme in ``.streamlit/config.toml`` cannot say: density, focus, print."""

_STYLE = """
<style>
  .st-key-settings { position: fixed; top: .55rem; right: 3.4rem; width: auto; z-index: 999991; }
  .stMainBlockContainer { padding: 3.4rem 2rem 3rem; max-width: 1720px; }
  .st-key-service_bar h3 { padding: 0; }
  .st-key-service_bar { border-bottom: 1px solid #cbd2d9; padding-bottom: .35rem; }
  h1 { padding: .2rem 0 .4rem; }
  [data-testid="stMetric"] { padding: .6rem .8rem; }
  [data-testid="stMetricLabel"] p { font-size: .9rem; color: #3e4c59; }
  [data-testid="stMetricValue"] { font-size: 1.45rem; font-variant-numeric: tabular-nums; }
  *:focus-visible { outline: 2px solid #1f5f99 !important; outline-offset: 1px; }
  @media print {
    header, [data-testid="stSidebar"], [data-testid="stToolbar"], button,
    [data-testid="stFileUploader"] { display: none !important; }
    .stMainBlockContainer { padding: 0; max-width: none; }
    section[data-testid="stMain"], .stApp, .stAppViewContainer {
      position: static !important; overflow: visible !important; height: auto !important;
    }
  }
</style>
"""


def style_sheet() -> str:
    """The style sheet of every page."""
    return _STYLE
