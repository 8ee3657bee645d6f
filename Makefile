PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLES_PUBLISHED := 2024-05-16
SATP ?= ../shared/satp
MUC34 ?= ../shared/muc34
MUC4_DEV = --texts $(MUC34)/ree/dev.jsonl --gold $(MUC34)/ree/dev.jsonl --gold $(MUC34)/templates/dev.jsonl
RE3D ?= ../shared/re3d

.PHONY: help setup run train evaluate corpus release bench-muc4 bench-re3d bench-speed lint types test test-all smoke wheel clean

help: ## what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/pip: # a pip that resolves the pinned sets
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	@touch $@

$(VENV)/base: pyproject.toml constraints.txt | $(VENV)/pip
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/full: pyproject.toml constraints.txt | $(VENV)/pip
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[train,corpus,rows,dev]'
	@touch $@ $(VENV)/base

setup: $(VENV)/full ## the environment for development and training

run: $(VENV)/base ## extract incidents from the sample articles
	$(BIN)/sigact extract data/samples/*.txt --published $(SAMPLES_PUBLISHED) --output out/incidents.jsonl

train: $(VENV)/full ## train configs/base.yaml into out/base
	$(BIN)/sigact train configs/base.yaml

evaluate: $(VENV)/full ## score the embedded model on the dev and test articles, beside the phrase look-up
	$(BIN)/sigact evaluate embedded data/corpus/dev --look-up data/corpus/train
	$(BIN)/sigact evaluate embedded data/corpus/test --look-up data/corpus/train

corpus: $(VENV)/full ## compile, check and describe the authored articles
	$(BIN)/sigact corpus validate data/corpus
	$(BIN)/sigact corpus compile data/corpus/train --output out/corpus/train.jsonl
	$(BIN)/sigact corpus compile data/corpus/dev --output out/corpus/dev.jsonl
	$(BIN)/sigact corpus compile data/corpus/test --output out/corpus/test.jsonl
	$(BIN)/sigact corpus stats data/corpus --plots out/corpus/plots --output out/corpus/stats.json

release: out/minilm-news/config.json ## train configs/release.yaml, measure it and put it into the package; SATP and MUC34 are your copies of the sources
	$(BIN)/sigact train configs/release.yaml --satp $(SATP) --muc34 $(MUC34)
	$(BIN)/sigact export out/release --output infer/model --satp $(SATP) --muc34 $(MUC34) \
	  $(addprefix --train ,data/corpus/train data/negatives $(addprefix data/standoff/,pilot.jsonl satp_train.jsonl muc4_train.jsonl)) \
	  $(addprefix --dev ,data/corpus/dev data/standoff/satp_dev.jsonl data/standoff/muc4_dev.jsonl) \
	  $(addprefix --test ,data/corpus/test data/standoff/satp_test.jsonl)
	$(BIN)/sigact benchmark calibration data/corpus/test data/standoff/satp_test.jsonl --satp $(SATP) --plot docs/reliability.png --output out/calibration.json
	$(BIN)/sigact benchmark muc4 --model embedded $(MUC4_DEV) --output out/embedded-muc4
	$(BIN)/sigact card infer/model --report out/calibration.json --report out/embedded-muc4/scores.json

out/minilm-news/config.json: | $(VENV)/full # the encoder after more masked words
	$(BIN)/python -m sigact.train.adapt configs/adapt.yaml --set texts.satp=$(abspath $(SATP)) --set texts.muc34=$(abspath $(MUC34))

out/news/metrics.json: | $(VENV)/full # the encoder from which MUC-4 is learned
	$(BIN)/sigact train configs/news.yaml --satp $(SATP) --muc34 $(MUC34)

bench-speed: $(VENV)/full ## articles per second of every backend; beside torch and the Hugging Face pipeline where out/release is trained
	$(BIN)/pip install --quiet --constraint constraints.txt openvino
	$(BIN)/sigact benchmark speed data/corpus/train $(addprefix --checkpoint ,$(wildcard out/release)) --output out/speed.json

bench-muc4: out/news/metrics.json ## train configs/muc4_news.yaml and score TST1+TST2; MUC34 is your copy
	$(BIN)/sigact train configs/muc4_news.yaml --muc34 $(MUC34)
	$(BIN)/sigact benchmark muc4 --model out/muc4_news $(MUC4_DEV) --output out/bench-muc4

bench-re3d: $(VENV)/full ## train on re3d and score its dev part; RE3D is your copy
	$(BIN)/sigact train configs/re3d.yaml --set data.train=[$(abspath $(RE3D))/train.txt] --set data.dev=[$(abspath $(RE3D))/dev.txt]
	$(BIN)/sigact benchmark re3d --model out/re3d --data $(RE3D)/dev.txt --look-up $(RE3D)/train.txt --output out/bench-re3d

lint: $(VENV)/full ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/full ## mypy --strict over the package and the tests
	rm -rf .types && mkdir -p .types/sigact
	ln -s $(CURDIR)/src/sigact/* $(CURDIR)/data $(CURDIR)/train $(CURDIR)/infer $(CURDIR)/configs .types/sigact/
	MYPYPATH=.types:tests $(BIN)/mypy -p sigact
	MYPYPATH=.types:tests $(BIN)/mypy tests

test: $(VENV)/full ## the quick tests
	$(BIN)/pytest

test-all: $(VENV)/full ## every test
	$(BIN)/pytest -m ''

smoke: $(VENV)/full ## the whole chain with a tiny random encoder
	rm -rf out/smoke
	$(BIN)/sigact train configs/smoke.yaml
	$(BIN)/sigact export out/smoke --output out/smoke/onnx
	$(BIN)/sigact evaluate out/smoke/onnx data/corpus/dev --look-up data/corpus/train
	$(BIN)/sigact extract data/samples/minibus-mine.txt --model out/smoke/onnx --format jsonl > out/smoke/report.jsonl

wheel: $(VENV)/full ## build the wheel and use it in an empty environment
	rm -rf dist out/wheel
	$(BIN)/python -m build --wheel --outdir dist .
	$(PYTHON) -m venv out/wheel && out/wheel/bin/python -m pip install --quiet --upgrade pip
	out/wheel/bin/pip install --quiet --constraint constraints.txt dist/*.whl
	cd out/wheel && bin/sigact extract $(CURDIR)/data/samples/minibus-mine.txt --published $(SAMPLES_PUBLISHED)

clean: ## remove everything that can be made again
	rm -rf $(VENV) .types out dist build *.egg-info src/*.egg-info
