# SPDX-License-Identifier: Apache-2.0
"""Filters and a classifier from PyPI over the rows of a file, one a line: `name TAB nanoseconds a row` nine times in a
line, of CPU time, or `name TAB skipped: why`. Those that take many rows at once are given all of them at once; the
slowest get as many rows, spread evenly, as a second holds.
usage: throughput_python.py ROWS TRAINING    (TRAINING as fastText takes it: `__label__x text`)"""
import pathlib
import sys
import time

ROWS = [row for row in pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").split("\n") if row]


def better_profanity():
    from better_profanity import profanity
    profanity.load_censor_words()
    assert profanity.contains_profanity("you shit") and not profanity.contains_profanity("thank you")
    return lambda rows: [profanity.contains_profanity(row) for row in rows]


def alt_profanity_check():
    from profanity_check import predict
    assert list(predict(["you fucking shit", "thank you"])) == [1, 0]
    return predict


def svm(**features):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC
    lines = [line for line in pathlib.Path(sys.argv[2]).read_text(encoding="utf-8").split("\n") if line]
    labels, texts = zip(*(line.split(" ", 1) for line in lines))
    model = make_pipeline(TfidfVectorizer(**features), LinearSVC())
    model.fit(texts, labels)
    assert len(model.predict(ROWS)) == len(ROWS)
    return model.predict


PEERS = {"better-profanity": better_profanity, "alt-profanity-check": alt_profanity_check,
         "scikit-learn TF-IDF of words + linear SVM": lambda: svm(ngram_range=(1, 2)),
         "scikit-learn TF-IDF of letters + linear SVM": lambda: svm(analyzer="char_wb", ngram_range=(2, 5))}
for name, make in PEERS.items():
    try:
        run = make()
    except Exception as error:
        print(f"{name}\tskipped: {type(error).__name__} {str(error).splitlines()[:1]}")
        continue
    start = time.process_time()
    run(ROWS[:20])
    most = max(20, int(20 / (time.process_time() - start)))  # rows that take about a second, for the slowest
    rows = [ROWS[i * len(ROWS) // min(len(ROWS), most)] for i in range(min(len(ROWS), most))]
    times = []
    for _ in range(9):
        start, done = time.process_time(), 0
        while done == 0 or time.process_time() - start < 0.05:
            run(rows)
            done += len(rows)
        times.append((time.process_time() - start) / done * 1e9)
    print(name, " ".join(f"{taken:.1f}" for taken in times), sep="\t", flush=True)
