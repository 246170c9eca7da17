"""Runs the peers on the rows that the fitter scored, and prints one table and one line of JSON.

All scores are calibrated in the same way: Platt's logistic step, fitted on the other folds; folds
are grouped by person. Ours are the log-odds of weights that never saw the fold.
Usage: peers.py SCORES
"""
import json
import math
import statistics
import sys
import time

from followthemoney import model
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig
from rapidfuzz import fuzz, utils

COLUMNS = ("set id same fold ours nanoseconds exact relaxed given surname full_name born "
           "p_given p_surname display_name p_born").split()


def read(path):
    with open(path, encoding="utf-8") as lines:
        rows = [dict(zip(COLUMNS, line.rstrip("\n").split("\t"))) for line in lines]
    for row in rows:
        row["truth"] = row["same"] == "1"
        fields = " ".join(filter(None, (row["given"], row["surname"])))
        row["name"] = fields or row["full_name"]
        fields = " ".join(filter(None, (row["p_given"], row["p_surname"])))
        row["p_name"] = fields or row["display_name"]
    return rows


def entity(identifier, name, born):
    properties = {"name": [name] if name else [], "birthDate": [born] if born else []}
    return model.get_proxy({"id": identifier, "schema": "Person", "properties": properties})


def logic_v2(rows):
    algorithm = get_algorithm("logic-v2")
    config = ScoringConfig.defaults()
    # Identifiers must differ from pair to pair: the library keeps what it computed by them.
    pairs = [(entity(f"d{n}", r["name"], r["born"]), entity(f"p{n}", r["p_name"], r["p_born"]))
             for n, r in enumerate(rows)]
    algorithm.compare(*pairs[0], config)
    out, times = [], []
    for left, right in pairs:
        begin = time.perf_counter_ns()
        out.append(algorithm.compare(left, right, config).score)
        times.append(time.perf_counter_ns() - begin)
    return out, times


def fuzzy(score):
    def run(rows):
        out, times = [], []
        for row in rows:
            begin = time.perf_counter_ns()
            out.append(score(row["name"], row["p_name"], processor=utils.default_process) / 100)
            times.append(time.perf_counter_ns() - begin)
        return out, times
    return run


def auc(scored):
    order = sorted(scored)
    area = below = start = 0
    while start < len(order):
        end = start
        while end < len(order) and order[end][0] == order[start][0]:
            end += 1
        same = sum(truth for _, truth in order[start:end])
        area += same * (below + (end - start - same) / 2)
        below += end - start - same
        start = end
    return area / max(1, (len(order) - below) * below)


def best_f1(scored):
    order = sorted(scored, reverse=True)
    total, hits, best = sum(truth for _, truth in order), 0, 0
    for n, (score, truth) in enumerate(order):
        hits += truth
        if n + 1 == len(order) or order[n + 1][0] != score:
            best = max(best, 2 * hits / (n + 1 + total))
    return best


def recall(scored, share=0.01):
    others = sorted((score for score, truth in scored if not truth), reverse=True)
    threshold = others[min(len(others) - 1, math.floor(len(others) * share))]
    same = [score for score, truth in scored if truth]
    return sum(score > threshold for score in same) / max(1, len(same))


def platt(scored):
    """Slope and offset by Newton's method."""
    a = b = 0.0
    for _ in range(50):
        ga = gb = 0.0
        haa = hbb = 1e-6
        hab = 0.0
        for x, truth in scored:
            p = 1 / (1 + math.exp(-max(-30, min(30, a * x + b))))
            ga += (p - truth) * x
            gb += p - truth
            w = p * (1 - p)
            haa += w * x * x
            hab += w * x
            hbb += w
        det = haa * hbb - hab * hab
        step_a = (hbb * ga - hab * gb) / det
        step_b = (haa * gb - hab * ga) / det
        a, b = a - max(-5, min(5, step_a)), b - max(-5, min(5, step_b))
        if abs(step_a) + abs(step_b) < 1e-7:
            break
    return a, b


def calibrated(rows, scores):
    out = [0.0] * len(rows)
    for fold in sorted({row["fold"] for row in rows}):
        a, b = platt([(s, r["truth"]) for s, r in zip(scores, rows) if r["fold"] != fold])
        for n, (score, row) in enumerate(zip(scores, rows)):
            if row["fold"] == fold:
                out[n] = 1 / (1 + math.exp(-max(-30, min(30, a * score + b))))
    return out


def brier_ece(probabilities, rows):
    brier = statistics.fmean((p - r["truth"]) ** 2 for p, r in zip(probabilities, rows))
    bins = [[0.0, 0.0] for _ in range(10)]
    for p, row in zip(probabilities, rows):
        cell = bins[min(9, int(p * 10))]
        cell[0] += p
        cell[1] += row["truth"]
    return brier, sum(abs(p - truth) for p, truth in bins) / len(rows)


def main():
    rows = read(sys.argv[1])
    engines = {
        "countersign": ([float(r["ours"]) for r in rows], [int(r["nanoseconds"]) for r in rows]),
        "logic-v2": logic_v2(rows),
        "WRatio": fuzzy(fuzz.WRatio)(rows),
        "token_set": fuzzy(fuzz.token_set_ratio)(rows),
        "Microsoft Exact": ([float(r["exact"]) for r in rows], None),
        "Microsoft Relaxed": ([float(r["relaxed"]) for r in rows], None),
    }
    slices = {
        "pairs": lambda r: r["set"] == "pairs",
        "pairs, curated": lambda r: r["id"].endswith("-curated"),
        "synthetic": lambda r: r["set"] == "synthetic",
        "scripts": lambda r: r["set"] == "scripts",
        "hard": lambda r: r["set"] == "hard",
        "hard_a": lambda r: r["set"] == "hard_a",
        "hard_b": lambda r: r["set"] == "hard_b",
    }
    result = {}
    head = f"{'set':<16}{'engine':<20}{'AUC':>7}{'F1':>7}{'R@1%':>7}{'Brier':>7}{'ECE':>7}{'us/pair':>9}"
    print(head)
    print("-" * len(head))
    for name, pick in slices.items():
        chosen = [n for n, row in enumerate(rows) if pick(row)]
        part = [rows[n] for n in chosen]
        result[name] = {}
        for engine, (scores, times) in engines.items():
            own = [scores[n] for n in chosen]
            scored = [(score, row["truth"]) for score, row in zip(own, part)]
            brier, ece = brier_ece(calibrated(part, own), part)
            micro = statistics.median(times[n] for n in chosen) / 1000 if times else None
            figures = (auc(scored), best_f1(scored), recall(scored), brier, ece)
            shown = "".join(f"{figure:7.3f}" for figure in figures)
            print(f"{name:<16}{engine:<20}{shown}{micro:9.1f}" if micro else f"{name:<16}{engine:<20}{shown}        –")
            keys = ("auc", "best_f1", "recall_at_1_percent", "brier", "ece")
            result[name][engine] = dict(zip(keys, (round(f, 4) for f in figures)))
    # The slowest hundredth is left out on both sides: it is the machine's other work.
    total = {engine: sum(sorted(times)[:len(times) * 99 // 100]) / 1e9
             for engine, (_, times) in engines.items() if times}
    ratio = total["logic-v2"] / total["countersign"]
    median = statistics.median(engines["countersign"][1]) / 1000
    print(f"\nThroughput: {len(rows) / total['countersign']:.0f} whole reports a second, "
          f"{ratio:.1f} times logic-v2; median {median:.1f} µs.")
    print(json.dumps({"pairs": len(rows), "median_microseconds": round(median, 2),
                      "throughput_ratio_logic_v2": round(ratio, 2), "sets": result}))


if __name__ == "__main__":
    main()
