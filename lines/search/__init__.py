"""The timetable (spoorboek): everything on offer, found by words and narrowed by what fits."""
