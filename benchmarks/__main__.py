"""`make bench`: every table."""

from benchmarks import changes, maps, pages, replanning, routing

for benchmark in (pages, replanning, routing, changes, maps):
    benchmark.main()
