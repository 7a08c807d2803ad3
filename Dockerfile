# One image for web, worker and beat; docker-compose.yml says which is which. Style sheets and fonts are built apart,
# so that Node is not in what runs.
FROM node:20-bookworm-slim AS assets
WORKDIR /app
RUN apt-get update \
    && apt-get install --yes --no-install-recommends python3 \
    && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json requirements-node.txt ./
COPY bin/ bin/
COPY static/ static/
COPY enplan/web/design/ enplan/web/design/
RUN npm ci --no-audit --no-fund && python3 bin/assets

FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 LC_ALL=C.UTF-8
# WeasyPrint draws with Pango, and in DejaVu what IBM Plex has no letters for, as the Arabic ones; curl asks for the
# health of the process.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        curl fonts-dejavu-core libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 enplan
WORKDIR /app
COPY requirements.txt ./
RUN pip install --require-hashes --requirement requirements.txt
COPY --chown=enplan:enplan . .
COPY --from=assets --chown=enplan:enplan /app/static/vendor/ static/vendor/
# The static files' names carry a sum of their content. They are collected as for the demo, which needs no secrets.
RUN mkdir -p var /files && chown enplan:enplan var /files && chmod 700 /files \
    && ENPLAN_MODE=demo sh -c 'python manage.py translations && python manage.py collectstatic --no-input' \
    && chown -R enplan:enplan var
USER enplan
EXPOSE 8000
# Sync workers with persistent connections were fastest and steadiest when measured.
CMD ["sh", "-c", "exec python -m gunicorn enplan.wsgi --bind 0.0.0.0:8000 --worker-class sync --workers ${WEB_WORKERS:-4} --max-requests 2000 --max-requests-jitter 200 --timeout 60 --no-control-socket"]
