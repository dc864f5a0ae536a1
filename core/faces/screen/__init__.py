"""What the pages share: guard, session, panels and tables; the only Streamlit inside core."""
