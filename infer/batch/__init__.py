"""Batch extraction that never loses work: inputs -> records -> parts -> reports, resumable at any moment.

- inputs: paths, folders, globs, URLs, standard input -> files in a fixed order
- streams: a file -> its bytes, decompressed within limits
- readers, csv_rows, parquet_rows, warc: bytes -> records, pages and faults (items), each with its position; records: the fields of one
- parts: items -> numbered parts that depend on the input alone; ids used twice are found here
- html: the pages of a part -> their articles
- work: a part -> the bytes of its reports, texts and faults (language, and the extractor)
- outputs, arrow: the bytes -> files that appear whole or not at all
- plan, state: what was asked for and what is done, so that a run may go on
- job, todo, run: what the command line asks for, the parts that are still to be done, and the loop over their results
- local_engine, worker, processes: parts -> results on this machine, in one process or several
- ray_engine: parts -> results on a Ray cluster
"""
