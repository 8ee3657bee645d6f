"""Batch extraction that never loses work: inputs -> records -> parts -> reports, resumable at any moment.

inputs    paths, folders, globs, URLs, standard input -> files in a fixed order
streams   a file -> bytes, decompressed within limits
readers   bytes -> records, pages and faults, each with its position (records, csv_rows, parquet_rows, warc)
parts     records -> numbered parts that depend on the input alone; ids used twice are found here
work      a part -> the bytes of its reports, texts and faults (html, language, and the extractor)
outputs   the bytes -> files that appear whole or not at all (arrow: the Parquet form)
state     what is done, and whether a run may go on
run       the loop over parts, in one process or several
"""
