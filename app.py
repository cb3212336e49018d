"""The web pages of onething-optimizer: ``streamlit run app.py`` (or ``make app``)."""

import streamlit as st

from optimizer.ui import shell

st.set_page_config(page_title="一件事流程再造测算", page_icon="📋", layout="wide")
shell.run()
