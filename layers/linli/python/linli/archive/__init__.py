"""The archive: each day of a feature's packs as files in the city's bucket, verified against the
table before the rows expire, and restored on request. docs/decisions/0022 says why.

archived#<day>   day        what is archived of the day, and whether it was verified
archived#<day>   <shard>    the files of one shard

In the bucket: <feature>/<day>/<shard>/<first thing>.jsonl.gz, and <feature>/<day>/manifest.json,
which is enough to restore a day without its table.
"""
