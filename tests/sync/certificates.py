"""Makes an authority and certificates with the openssl command: good, expired, too young, wrong, unknown."""

import ssl
import subprocess
from pathlib import Path

CONFIGURATION = """
[ca]
default_ca = authority
[authority]
database = {folder}/index.txt
rand_serial = yes
new_certs_dir = {folder}
unique_subject = no
default_md = sha256
policy = any
copy_extensions = copy
[any]
commonName = supplied
"""
PAST = ("20200101000000Z", "20200201000000Z")
PRESENT = ("20200101000000Z", "20990101000000Z")
FUTURE = ("20980101000000Z", "20990101000000Z")


def make_certificates(folder: Path) -> Path:
    (folder / "ca.conf").write_text(CONFIGURATION.format(folder=folder))
    (folder / "index.txt").touch()
    _self_signed(folder, "authority", "CN=Test authority")
    _self_signed(folder, "stranger", "CN=127.0.0.1", "subjectAltName=IP:127.0.0.1")
    here = "subjectAltName=IP:127.0.0.1,IP:::1,DNS:centre.test,IP:10.77.0.1"  # the campaign's own network
    _signed(folder, "good", here, PRESENT)
    _signed(folder, "expired", here, PAST)
    _signed(folder, "too_young", here, FUTURE)
    _signed(folder, "other_host", "subjectAltName=DNS:elsewhere.test,IP:127.0.0.9", PRESENT)
    return folder


def showing(folder: Path, name: str) -> ssl.SSLContext:
    """What a server needs to show this one of the certificates."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    return context


def _openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def _new_key(folder, name):
    _openssl(folder, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.key")


def _self_signed(folder, name, subject, *extensions):
    _new_key(folder, name)
    added = [part for extension in extensions for part in ("-addext", extension)]
    files = ["-key", f"{name}.key", "-out", f"{name}.pem"]
    _openssl(folder, "req", "-x509", *files, "-subj", f"/{subject}", "-days", "3650", *added)


def _signed(folder, name, extension, validity):
    _new_key(folder, name)
    files = ["-key", f"{name}.key", "-out", f"{name}.csr"]
    _openssl(folder, "req", "-new", *files, "-subj", "/CN=centre", "-addext", extension)
    authority = ["-config", "ca.conf", "-cert", "authority.pem", "-keyfile", "authority.key"]
    dates = ["-startdate", validity[0], "-enddate", validity[1]]
    files = ["-in", f"{name}.csr", "-out", f"{name}.pem"]
    _openssl(folder, "ca", "-batch", "-notext", *authority, *dates, *files)
