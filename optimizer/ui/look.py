"""What the theme in ``.streamlit/config.toml`` cannot say: density, focus, print."""

_STYLE = """
<style>
  .st-key-settings { position: fixed; top: .55rem; right: 1.2rem; width: auto; z-index: 999991; }
  .stMainBlockContainer { padding: 3.4rem 2rem 3rem; max-width: 1720px; }
  /* A bar along the top says that the page is at work; the widget says it in English. */
  [data-testid="stStatusWidget"] { visibility: hidden; position: absolute; }
  .stApp:has([data-testid="stStatusWidget"])::after {
    content: ""; position: fixed; z-index: 999999; top: 0; left: 0; height: 3px; width: 30%;
    background: #1f5f99; animation: at-work 1.2s linear .3s infinite; opacity: 0;
  }
  @keyframes at-work { from { left: -30%; opacity: 1; } to { left: 100%; opacity: 1; } }
  @media (prefers-reduced-motion: reduce) {
    .stApp:has([data-testid="stStatusWidget"])::after { animation: none; width: 100%; opacity: 1; }
  }
  /* Streamlit's own menu speaks English and offers nothing a planner needs. */
  [data-testid="stMainMenu"], .st-key-localising, .st-key-browser { display: none; }
  /* Streamlit fades captions until they are below the contrast that AA asks for. */
  [data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] > div {
    color: #52606d !important; opacity: 1 !important;
  }
  .st-key-service_bar h3 { padding: 0; }
  .st-key-service_bar { border-bottom: 1px solid #cbd2d9; padding-bottom: .35rem; }
  h1 { padding: .2rem 0 .4rem; }
  [data-testid="stMetric"] { padding: .6rem .8rem; }
  [data-testid="stMetricLabel"] p { font-size: .9rem; color: #3e4c59; }
  [data-testid="stMetricValue"] { font-size: 1.45rem; font-variant-numeric: tabular-nums; }
  *:focus-visible { outline: 2px solid #1f5f99 !important; outline-offset: 1px; }
  @media print {
    /* Of a choice side by side the option chosen stays: it says what is printed. */
    header, [data-testid="stSidebar"], [data-testid="stToolbar"],
    button:not([aria-checked="true"]), .st-key-settings,
    [data-testid="stFileUploader"] { display: none !important; }
    .stMainBlockContainer { padding: 0; max-width: none; }
    /* A page break inside a flex box lays what follows over what was broken. */
    .stVerticalBlock, .stMainBlockContainer { display: block !important; }
    .stElementContainer { margin-bottom: .8rem; }
    .stHorizontalBlock, .stVegaLiteChart, .stMetric, tr { break-inside: avoid; }
    .stHeading { break-after: avoid; }
    button[aria-checked="true"], button[aria-checked="true"] * {
      width: auto !important; max-width: none !important; overflow: visible !important;
    }
    section[data-testid="stMain"], .stApp, .stAppViewContainer {
      position: static !important; overflow: visible !important; height: auto !important;
    }
  }
</style>
"""


def style_sheet() -> str:
    """The style sheet of every page."""
    return _STYLE
