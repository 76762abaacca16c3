# Alinéa from its wheel: no compiler, no source and no root in what runs.
ARG PYTHON=3.11

FROM python:${PYTHON}-slim AS build
WORKDIR /source
COPY . .
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /dist . \
 && python -m venv /opt/alinea \
 && /opt/alinea/bin/pip install --no-cache-dir --constraint constraints.txt \
    "$(ls /dist/alinea-*.whl)[formats,limits,metrics,opensearch,tantivy]"

FROM python:${PYTHON}-slim
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin alinea \
 && install --directory --owner alinea --mode 0755 /index /srv/alinea
COPY --from=build /opt/alinea /opt/alinea
ENV PATH=/opt/alinea/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUTF8=1 \
    ALINEA_HOST=0.0.0.0 \
    ALINEA_SOURCE=/documents \
    ALINEA_INDEX=/index \
    ALINEA_LOG=events
# alinea.toml, words.txt and keys are looked for here.
WORKDIR /srv/alinea
USER alinea
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["python", "-c", \
 "import urllib.request as ask; ask.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["alinea"]
CMD ["serve"]
