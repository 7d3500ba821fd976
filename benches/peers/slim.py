"""What a trial costs here and elsewhere: two arms of 200, one normal outcome, HC2 (Neyman) errors, p < .05.

`just peers` builds the command, times it beside what a user would pick instead, in alternating rounds on one thread, and
writes docs/speed.md. Peers that are not installed are left out with a word: numpy (vectorised over trials, with draws of
64 and of 32 bits) and mcpower.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import textwrap
import time

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIO = "benches/scenarios/slim.json"
PAGE = "docs/speed.md"
PEOPLE = 200
EFFECT = 0.3
# scipy 1.17.1: t.ppf(.975, 398)
CRITICAL = 1.9659423239762661
# 2·200 numbers for each of so many trials stay in the cache.
BATCH = 250
TRIALS = 1_000_000
ROUNDS = 7


def ours(program):
    """The whole command, its start and the reading of its file included."""
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)

    def power(trials, seed):
        asked = [program, SCENARIO, "--threads", "1", "--format", "json", "--quiet"]
        asked += ["--replications", str(trials), "--seed", str(seed)]
        answer = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
        cells = json.loads(answer.stdout)["cells"]
        cell = next(cell for cell in cells if cell["world"] == "plan")
        return cell["tests"][0]["power"]["value"]

    return version.stdout.strip().replace("simulate", "proefdraai"), power


def numpy_peers():
    """Vectorised over trials, in batches."""
    import numpy

    def with_draws_of(kind):
        def power(trials, seed):
            draws = numpy.random.Generator(numpy.random.SFC64(seed))
            numbers = numpy.empty((2, BATCH, PEOPLE), dtype=kind)
            found = 0
            for start in range(0, trials, BATCH):
                draws.standard_normal(dtype=kind, out=numbers)
                means = numbers.mean(axis=2)
                squares = numpy.einsum("gtp,gtp->gt", numbers, numbers)
                variances = (squares - PEOPLE * means * means) / (PEOPLE - 1)
                difference = means[1] - means[0] + EFFECT
                error = numpy.sqrt(variances.sum(axis=0) / PEOPLE)
                is_found = numpy.abs(difference) > CRITICAL * error
                found += numpy.count_nonzero(is_found[: trials - start])
            return found / trials

        return power

    name = f"numpy {numpy.__version__}"
    yield f"{name}, draws of 64 bits", with_draws_of(numpy.float64)
    yield f"{name}, draws of 32 bits", with_draws_of(numpy.float32)


def mcpower_peers():
    """Its regression of the outcome on a binary predictor, with ordinary standard errors."""
    import mcpower

    mcpower._engine.set_n_threads(1)
    model = mcpower.MCPower("y = treated")
    model.set_variable_type("treated=binary")
    model.set_effects(f"treated={EFFECT}")

    def power(trials, seed):
        silent = {"progress_callback": False, "verbose": False}
        result = model.find_power(
            2 * PEOPLE, target_test="treated", n_sims=trials, seed=seed, **silent
        )
        return result["power_uncorrected"][0][0]

    yield f"mcpower {mcpower.__version__}", power


def machine():
    """Processor, cores and instruction set, as far as the system tells; never a name of the machine."""
    model, flags = platform.processor() or platform.machine(), set()
    try:
        for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                model = value.strip()
            elif key.strip() == "flags":
                flags = set(value.split())
    except OSError:
        pass
    known = {"avx512f": "AVX-512", "avx2": "AVX2", "sse2": "SSE2"}
    level = next((name for flag, name in known.items() if flag in flags), platform.machine())
    return f"{model}, {os.cpu_count()} cores, {level}; Python {platform.python_version()}"


def program():
    """Where cargo puts the command."""
    asked = ["cargo", "metadata", "--format-version", "1", "--no-deps", "--offline"]
    answer = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    target = pathlib.Path(json.loads(answer.stdout)["target_directory"])
    return target / "release" / ("simulate.exe" if os.name == "nt" else "simulate")


def page(rows, asked):
    """The page, from (name, microseconds a trial by round, power)."""
    least = min(rows[0][1])
    method = (
        "What one simulated trial costs on one thread: two arms of 200, one normal outcome, an effect of .3 standard "
        f"deviations, a regression with HC2 errors, p < .05. Every program ran {asked.trials:,} trials in each of "
        f"{asked.rounds} rounds, one program after the other within a round. The fastest round counts, the median stands "
        "beside it; ratios are of the fastest. Here the whole command is timed, its start, its reading of the file and a "
        "world without effect on the same draws included; of the others, the call. numpy is vectorised over trials; "
        "mcpower has ordinary standard errors."
    )
    told = [
        "# Speed",
        "",
        *textwrap.wrap(method, 120),
        "",
        "| program | µs a trial, fastest | median | times ours | power found |",
        "|---|---|---|---|---|",
    ]
    for name, times, power in rows:
        fastest, middle = min(times), statistics.median(times)
        told.append(
            f"| {name} | {fastest:.2f} | {middle:.2f} | {fastest / least:.1f} | {power:.3f} |"
        )
    told += [
        "",
        f"Machine: {machine()}.",
        f"Date: {datetime.date.today().isoformat()}. Command: `{command(asked)}`.",
        "",
    ]
    return "\n".join(told)


def command(asked):
    """How the page is made again."""
    if (asked.trials, asked.rounds) == (TRIALS, ROUNDS):
        return "just peers"
    return f"python3 benches/peers/slim.py --trials {asked.trials} --rounds {asked.rounds}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", help="the command [default: the release build]")
    parser.add_argument("--trials", type=int, default=TRIALS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--print", action="store_true", help=f"print the page, leave {PAGE} alone")
    asked = parser.parse_args()
    command = pathlib.Path(asked.program or program()).resolve()
    if not command.is_file():
        sys.exit("there is no release build of the command: cargo build --release")
    peers = [ours(command)]
    for name, find in (("numpy", numpy_peers), ("mcpower", mcpower_peers)):
        try:
            peers += find()
        except ImportError:
            print(f"{name} is not installed and left out", file=sys.stderr)
    rows = [(name, [], []) for name, _ in peers]
    for round_ in range(asked.rounds):
        for (_, run), (_, times, powers) in zip(peers, rows):
            start = time.perf_counter()
            powers.append(run(asked.trials, round_ + 1))
            times.append((time.perf_counter() - start) / asked.trials * 1e6)
    text = page([(name, times, statistics.mean(powers)) for name, times, powers in rows], asked)
    if asked.print:
        print(text, end="")
    else:
        (ROOT / PAGE).write_text(text, encoding="utf-8")
        print(f"{PAGE} is written", file=sys.stderr)


if __name__ == "__main__":
    main()
