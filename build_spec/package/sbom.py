"""The list of components of a package as CycloneDX JSON, the same bytes for the same parts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.factory.license import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion

from build_spec.package.shipped import Part


def sbom(version: str, parts: Iterable[Part], *, built: int) -> str:
    """The list for a version of the kiosk; `built` is its time, in seconds since 1970."""
    licences = LicenseFactory()
    program = Component(
        name="hai-long-kiosk", version=version, type=ComponentType.APPLICATION, bom_ref="hai-long-kiosk"
    )
    bom = Bom()
    bom.metadata.component = program
    bom.metadata.timestamp = datetime.fromtimestamp(built, UTC)
    components = [
        Component(
            name=part.name,
            version=part.version or None,
            purl=part.purl,
            bom_ref=f"{part.name}@{part.version}",
            licenses=[licences.make_from_string(part.licence)] if part.licence else [],
        )
        for part in parts
    ]
    bom.components.update(components)
    bom.register_dependency(program, components)
    bom.serial_number = uuid5(NAMESPACE_URL, repr([(part.name, part.version) for part in parts]))
    written = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string()
    return json.dumps(json.loads(written), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
