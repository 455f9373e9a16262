# make demo   the main job on fictional employers, offline, then the site on http://127.0.0.1:8000
# make test   style, types and tests
# make test-elasticsearch  the tests that need Elasticsearch, at ELASTICSEARCH_URL; `make test` skips them without it
# make test-cluster        kills nodes of a cluster of three: ELASTICSEARCH_URL and ELASTICSEARCH_PIDS name it
# make benchmark BENCH=DIR  measures the matcher and prints the tables of the README
# make benchmark-growth BENCH=DIR  both indexes at 10,000 and 100,000 offers; LOT_RECRUTE_ELASTICSEARCH_URLS names a cluster
# make benchmark-crawl  measures crawl speed beside a bare Scrapy spider
# make model  trains the embedding model anew (see matching/data/model/README.md)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# what `make test` installs beside the product; `test,training` adds the comparisons with sentence-transformers
EXTRAS ?= test
ARGS ?=
ELASTICSEARCH_TESTS := tests/matching/test_index_contract.py tests/matching/test_elasticsearch_index.py \
	tests/service/test_indexing.py tests/service/test_elasticsearch_road.py tests/service/test_elasticsearch_tls.py

.PHONY: demo test test-elasticsearch test-cluster check benchmark benchmark-crawl benchmark-growth model clean

demo: $(VENV)/installed
	$(BIN)/lot-recrute demo $(ARGS)

# a worker for each core
test: check
	$(BIN)/pytest --numprocesses auto --dist loadfile $(ARGS)

# they write indices test-* and remove them
test-elasticsearch: $(VENV)/installed-$(EXTRAS)
	@test -n "$$ELASTICSEARCH_URL" || { echo "ELASTICSEARCH_URL is needed: addresses of a cluster" >&2; exit 1; }
	$(BIN)/pytest $(ELASTICSEARCH_TESTS) $(ARGS)

test-cluster: $(VENV)/installed-$(EXTRAS)
	@test -n "$$ELASTICSEARCH_PIDS" || { echo "ELASTICSEARCH_PIDS is needed: the processes of three nodes" >&2; exit 1; }
	$(BIN)/pytest -m cluster $(ARGS)

check: $(VENV)/installed-$(EXTRAS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf $(VENV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "Python 3.11, 3.12 or 3.13 is needed; name it: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/installed-%: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[$*]'
	@touch $@ $(VENV)/installed

# SOURCES holds rome/ and esco/; TEACHER is a sentence-transformers folder (multilingual-e5-small, French)
model: $(VENV)/installed-training
	$(BIN)/python -m matching.training --sources $(SOURCES) --teacher $(TEACHER) --out matching/data/model

benchmark-crawl: $(VENV)/installed
	$(BIN)/python -m crawlers.measuring $(ARGS)

benchmark-duplicates: $(VENV)/installed
	$(BIN)/python -m crawlers.measuring_duplicates tests/crawlers/duplicates $(if $(BENCH),--bench $(BENCH)) $(ARGS)

# one thread; LOT_RECRUTE_TEACHER (a sentence-transformers folder) and EXTRAS=training add the rows with the teacher
benchmark: $(VENV)/installed-$(EXTRAS)
	OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/lot-recrute benchmark --bench $(BENCH) $(ARGS)

benchmark-growth: $(VENV)/installed-$(EXTRAS)
	OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/lot-recrute growth --bench $(BENCH) $(ARGS)
