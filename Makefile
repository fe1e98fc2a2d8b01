# Each target sets up what it needs; run again, it is quick.
VENV := .venv
BIN := $(VENV)/bin
# What is installed: for the demo, planbot alone, planbot with all that its tests and benchmarks need.
DEMO := $(VENV)/.installed-demo
BASE := $(VENV)/.installed
STAMP := $(VENV)/.installed-dev
INSTALL := $(BIN)/python -m pip install --progress-bar off --disable-pip-version-check --constraint constraints.txt

.PHONY: setup bundle demo test lint fuzz soak train bench bench-memory bench-growth bench-among bench-formats accuracy answer-accuracy reply-pictures reply-lengths browser bot

setup: $(STAMP)

$(BIN)/python:
	python3.11 -m venv $(VENV) || python3 -m venv $(VENV)

# All but Chroma, half of an installation, which holds the vectors of an embedding endpoint: the demo sets none. Byte code is
# written when a module is first used; most of what is installed never is.
$(DEMO): pyproject.toml constraints.txt | $(BIN)/python
	@echo "正在安装（首次约一分钟，下面是进度）……"
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"], sep="\n")' \
		| grep -v '^chromadb' > $(VENV)/demo.txt
	$(INSTALL) --no-compile --requirement $(VENV)/demo.txt
	$(INSTALL) --no-compile --no-deps --editable .
	touch $(DEMO)

$(BASE): pyproject.toml constraints.txt | $(BIN)/python
	@echo "正在安装（首次需几分钟，下面是进度）……"
	$(INSTALL) --no-compile --editable .
	touch $(DEMO) $(BASE)

$(STAMP): pyproject.toml constraints.txt | $(BIN)/python
	@echo "正在安装，连同测试所需（首次需几分钟，下面是进度）……"
	$(INSTALL) --editable ".[dev]"
	touch $(DEMO) $(BASE) $(STAMP)

# The wheels of planbot and of all that it needs, for a machine without internet that has the same Python and processor.
# EXTRAS=[charts,model,mcp,ocr] adds what these need.
EXTRAS ?=
bundle: | $(BIN)/python
	rm -rf bundle build
	$(BIN)/python -m pip wheel --disable-pip-version-check --constraint constraints.txt --wheel-dir bundle ".$(EXTRAS)"
	@echo; echo "bundle/ 已备好。拷到没有互联网的电脑（同样的 Python 版本和处理器）后运行："
	@echo '  python3.11 -m venv planbot && planbot/bin/pip install --no-index --find-links bundle "planbot$(EXTRAS)"'

demo: $(DEMO)
	PLANBOT_DATA_DIR=.planbot $(BIN)/planbot index
	@for question in "廉江2025年孕产妇死亡率目标多少？" "各市床位目标比一比" "哪份规划把千人口献血率的2030年目标写成12.58‰？" "湛江市2025年孕产妇死亡率目标是多少？"; do \
		echo; echo "问：$$question"; PLANBOT_DATA_DIR=.planbot $(BIN)/planbot ask "$$question"; done

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/mypy

# Generated updates of every type, sound and damaged: UPDATES of each kind, from a SEED. The tests do 3,000.
UPDATES ?= 50000
SEED ?= 1
fuzz: setup
	FUZZ_UPDATES=$(UPDATES) FUZZ_SEED=$(SEED) $(BIN)/python -m pytest tests/bot/telegram/test_fuzz.py

# The bot for MINUTES under 20,000 updates of 2,000 chats, faults, index switches every minute and ten kill -9.
MINUTES ?= 20
soak: setup
	$(BIN)/python tests/bot/telegram/soak.py $(MINUTES)

# The weights of the tagger that tells what a question asks from what surrounds it, from the labelled questions.
train: setup
	$(BIN)/python -m bot.reading.training tests/bot/reading/questions bot/reading/weights.json.gz

bench: setup
	$(BIN)/python -m tests.bench

# The memory that a PDF of 2,000 pages takes: some minutes.
bench-memory: setup
	$(BIN)/python -m tests.bench_memory

# What an index costs as it grows to each of SIZES plans, really indexed: one more added, mixed questions asked. It is kept in
# the folder DATA where that is given; bench-among asks the golden cases among the plans of that index and alone.
SIZES ?= 10 30 100 300
DATA ?=
bench-growth: setup
	$(BIN)/python -m tests.bench_growth $(SIZES) $(if $(DATA),--data $(DATA))

bench-among: setup
	$(BIN)/python -m tests.bench_among $(DATA)

# One made-up plan in every format: what of it comes back, in how many seconds and megabytes.
bench-formats: setup
	$(BIN)/python -m tests.bench_formats

# How much of synthetic plans comes back right from every format and layout.
accuracy: setup
	$(BIN)/python -m tests.accuracy 20 20

# How many questions over synthetic plans of made-up places are answered, or refused, as they should be.
answer-accuracy: setup
	$(BIN)/python -m tests.answer_accuracy 20 20

# The pages in headless Chromium (Debian: apt-get install chromium).
browser: setup
	$(INSTALL) --quiet --editable ".[dev,browser]"
	npm install --silent --no-audit --no-fund --no-save --prefix tests/browser axe-core@4.14.1
	BROWSER=1 $(BIN)/python -m pytest tests/browser

# The replies to questions of every kind as a phone shows them, in FOLDER, over the bundled fact sheets or the documents
# in PLANS; and how long replies of passages are. The first needs Debian's chromium.
FOLDER ?= .planbot/replies
PLANS ?=
reply-pictures: setup
	$(BIN)/python -m tests.reply_pictures $(FOLDER) $(PLANS)

reply-lengths: setup
	$(BIN)/python -m tests.reply_lengths

bot: $(BASE)
	$(BIN)/planbot bot
