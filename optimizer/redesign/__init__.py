"""Records of asking and answering: what may change, what is asked, what was found."""
