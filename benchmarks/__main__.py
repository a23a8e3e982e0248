"""`make bench`: every table."""

from benchmarks import maps, pages, routing

for benchmark in (pages, routing, maps):
    benchmark.main()
