"""Times Spark with two workers against one, on variations of one report, all tables each time.

Run it with ``nox -s spark-benchmark``, where Java 17 or newer is. Each run is a process of its
own and times what Spark does once it has started: reading JSON Lines, and writing every table as
Parquet. The two take turns, and the best of each counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from validation import EXAMPLE, varied

#: The maximum ratio of two workers to one.
MOST = 0.65


def main() -> None:
    """Print how long each took, and the ratio."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("report", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--many", type=int, default=20_000, help="variations of the report")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--no-quantities", action="store_true", help="leave the table of quantities empty")
    parser.add_argument("--workers", type=int, help="only time so many, on the JSON Lines that are given")
    options = parser.parse_args()
    if options.workers:
        print(run(options.report, options.workers, quantities=not options.no_quantities))
        return
    with TemporaryDirectory() as name:
        lines = Path(name, "many.jsonl")
        document = json.loads(options.report.read_bytes())
        with lines.open("w", encoding="utf-8") as file:
            for index in range(options.many):
                file.write(json.dumps(varied(document, index), ensure_ascii=False) + "\n")
        print(f"{options.many:,} variations: {lines.stat().st_size / 1e6:,.0f} MB")
        took: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(options.rounds):
            for workers, times in took.items():
                command = [sys.executable, __file__, str(lines), "--workers", str(workers)]
                command += ["--no-quantities"] * options.no_quantities
                done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
                times.append(float(done.stdout))
                print(f"{workers} at work: {times[-1]:.1f} s", flush=True)
        print(f"two workers against one: {min(took[2]) / min(took[1]):.2f}, at most {MOST}")


def run(lines: Path, workers: int, *, quantities: bool) -> float:
    """Make all tables with so many workers, and return the seconds that it took."""
    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    # Imported here because the main process does not need them.
    from pyspark.sql import SparkSession

    from sqsreport import spark

    with TemporaryDirectory() as name:
        folder = Path(name)
        session = (
            SparkSession.builder.master(f"local[{workers}]")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.memory", "4g")
            .config("spark.local.dir", str(folder / "local"))
            .config("spark.log.level", "ERROR")
            .config("spark.sql.files.maxPartitionBytes", "16m")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
        # Spark and Python start in each worker at its first task; do not time that.
        spark.validate(session.createDataFrame([("[]",)] * 8, "value string")).collect()
        start = perf_counter()
        with spark.tables(spark.read_reports(session, str(lines)), quantities=quantities) as frames:
            for table, frame in frames.items():
                frame.write.parquet(str(folder / table))
        took = perf_counter() - start
        session.stop()
    return took


if __name__ == "__main__":
    main()
