"""No mojibake: text comes back whole from every encoding that offices use, or the file is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableDocument
from corpus.readers.encoding import decode

OFFICIAL = "为全面推进健康城市建设，完善医疗卫生服务体系，加强公共卫生机构能力，制定本规划。"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(head=st.text(alphabet=st.sampled_from("健康医疗卫生服务0123456789。\n"), max_size=20))
def test_text_comes_back(encoding, head):
    text = head + OFFICIAL * 3
    assert decode("a.txt", text.encode(encoding)).removeprefix("\ufeff") == text


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", bytes(range(128, 256)) * 40, b"\xef\xbb\xbf\xff\xff"])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(UnreadableDocument, match=r"a\.txt"):
        decode("a.txt", data)
