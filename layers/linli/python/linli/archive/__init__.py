"""Packs beyond their table: each day of a feature as files in the city's archive, compared with
their rows before these expire, and brought back when somebody asks. docs/decisions/0022 says why.

archived#<day>   day        what is archived of it, and whether it was compared
archived#<day>   <shard>    the files of a shard

In the bucket: <feature>/<day>/<shard>/<first thing>.jsonl.gz, and <feature>/<day>/manifest.json,
by which a day can be brought back without its table.
"""
