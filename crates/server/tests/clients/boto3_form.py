"""Makes a signed form with boto3 and prints it as JSON. Reads {key, secret, region, endpoint, bucket, object, fields, max}."""

import json
import sys

import boto3
from botocore.config import Config

asked = json.load(sys.stdin)
client = boto3.client(
    "s3",
    endpoint_url=asked["endpoint"],
    region_name=asked["region"],
    aws_access_key_id=asked["key"],
    aws_secret_access_key=asked["secret"],
    config=Config(signature_version=asked.get("signature", "s3v4"), s3={"addressing_style": "path"}),
)
fields = asked["fields"]
conditions = [{name: value} for name, value in fields.items()]
conditions.append(["content-length-range", 1, asked["max"]])
form = client.generate_presigned_post(asked["bucket"], asked["object"], fields, conditions, ExpiresIn=300)
form["link"] = client.generate_presigned_url(
    "get_object", Params={"Bucket": asked["bucket"], "Key": asked["object"]}, ExpiresIn=60
)
json.dump(form, sys.stdout)
