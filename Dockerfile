# The dashboard as one image; books live in the PostgreSQL that DATABASE_URL names.
FROM python:3.12-slim
RUN useradd --create-home --uid 10001 tieout && install -d -o tieout /home/tieout/state
WORKDIR /app
COPY pyproject.toml constraints.txt README.md ./
COPY core core
COPY data data
RUN pip install --no-cache-dir -c constraints.txt -e .
COPY Home.py ./
COPY pages pages
COPY .streamlit .streamlit
USER tieout
ENV TIEOUT_HOME=/home/tieout/state
EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/api/health', timeout=2)"]
CMD ["tieout", "serve", "--host", "0.0.0.0"]
