"""The web page of onething-optimizer: ``streamlit run app.py`` (or ``make app``)."""

import streamlit as st

from optimizer.ui.one_service import page

st.set_page_config(page_title="一件事流程再造测算", layout="wide")
page()
