"""What each fault of shipping means and its cure, for people in both languages."""

from __future__ import annotations

from kiosk.check.finding import Finding, State, named
from kiosk.config import Message
from sync.status import Fault

_NETWORK_CURE = Message(
    "kiểm tra dây mạng, Wi-Fi và Internet", "look at the cable, the Wi-Fi and the Internet"
)
_CERTIFICATE_CURE = Message("báo nơi quản lý máy chủ", "tell those who run the server")
_CLOCK_CURE = Message(
    "kiểm tra ngày giờ của máy này, rồi báo nơi quản lý máy chủ",
    "look at this PC's clock, then tell those who run the server",
)
JOURNAL_CURE = Message(
    "chạy kiosk verify và báo nơi quản lý", "run kiosk verify and tell those who run the kiosks"
)
_PORTAL_CURE = Message(
    "đăng nhập mạng bằng trình duyệt, hoặc xin miễn đăng nhập cho máy này",
    "log in to the network with a browser, or have this PC exempted",
)

MEANINGS: dict[Fault, tuple[Message, Message]] = {
    Fault.OFFLINE: (Message("máy không có mạng", "this PC has no network"), _NETWORK_CURE),
    Fault.NAME_NOT_FOUND: (
        Message("không tìm thấy tên máy chủ", "the server's name is not found"),
        Message("kiểm tra DNS và sync.endpoint", "look at DNS and at sync.endpoint"),
    ),
    Fault.CONNECTION_REFUSED: (
        Message("máy chủ từ chối kết nối", "the server refuses the connection"),
        Message(
            "kiểm tra cổng trong sync.endpoint và xem máy chủ có đang chạy không",
            "look at the port in sync.endpoint, and whether the server runs",
        ),
    ),
    Fault.CONNECTION_RESET: (Message("kết nối bị ngắt giữa chừng", "the connection was cut"), _NETWORK_CURE),
    Fault.TIMEOUT: (
        Message("máy chủ không trả lời kịp", "the server did not answer in time"),
        _NETWORK_CURE,
    ),
    Fault.NETWORK: (Message("mạng có lỗi", "the network failed"), _NETWORK_CURE),
    Fault.TLS_EXPIRED: (
        Message("chứng thư của máy chủ hết hạn", "the server's certificate has expired"),
        _CLOCK_CURE,
    ),
    Fault.TLS_NOT_YET_VALID: (
        Message("chứng thư của máy chủ chưa đến ngày hiệu lực", "the server's certificate is not valid yet"),
        _CLOCK_CURE,
    ),
    Fault.TLS_WRONG_HOST: (
        Message("chứng thư mang tên máy khác", "the certificate is for another name"),
        Message("sửa tên trong sync.endpoint", "correct the name in sync.endpoint"),
    ),
    Fault.TLS_UNKNOWN_AUTHORITY: (
        Message("không rõ nơi cấp chứng thư", "this PC does not know who issued the certificate"),
        Message(
            "cài chứng thư gốc của cơ quan (hoặc của proxy) vào hệ thống",
            "install the root certificate of the agency (or of its proxy) in the system",
        ),
    ),
    Fault.TLS_CERTIFICATE: (
        Message("chứng thư của máy chủ không được chấp nhận", "the server's certificate is not accepted"),
        _CERTIFICATE_CURE,
    ),
    Fault.TLS_FAILED: (
        Message("không lập được kết nối TLS", "no TLS connection came about"),
        Message("kiểm tra tường lửa, proxy và cổng", "look at firewall, proxy and port"),
    ),
    Fault.PROXY_FAILED: (
        Message("proxy không chuyển tiếp được", "the proxy fails"),
        Message("kiểm tra sync.proxy", "look at sync.proxy"),
    ),
    Fault.PROXY_LOGIN: (
        Message("proxy đòi mật khẩu", "the proxy wants a password"),
        Message("đặt proxy kèm mật khẩu vào biến HTTPS_PROXY", "put it with its password into HTTPS_PROXY"),
    ),
    Fault.CAPTIVE_PORTAL: (Message("mạng đòi đăng nhập", "the network asks for a login page"), _PORTAL_CURE),
    Fault.REDIRECTED: (
        Message("địa chỉ chuyển hướng sang nơi khác", "the address redirects elsewhere"),
        Message("sửa sync.endpoint, hoặc đăng nhập mạng", "correct sync.endpoint, or log in to the network"),
    ),
    Fault.NOT_BELIEVED: (
        Message("nơi trả lời không phải máy chủ", "whoever answers is not the server"),
        _PORTAL_CURE,
    ),
    Fault.UNAUTHORISED: (
        Message("máy chủ không nhận mã thiết bị này", "the server does not know this token"),
        Message(
            "đăng ký lại máy ở máy chủ và thay tệp mã", "enrol the device again and replace its token file"
        ),
    ),
    Fault.FORBIDDEN: (
        Message(
            "máy chủ không nhận nhật ký này của máy này",
            "the server takes no such journal from this device",
        ),
        Message(
            "so device.id với tên đã đăng ký; máy tập huấn và máy thật đăng ký riêng",
            "compare device.id and enrolment; training and real devices are enrolled apart",
        ),
    ),
    Fault.WRONG_ADDRESS: (
        Message("địa chỉ này không nhận phiếu", "nothing takes batches at this address"),
        Message("kiểm tra phần sau tên máy trong sync.endpoint", "look at the path in sync.endpoint"),
    ),
    Fault.BAD_REQUEST: (
        Message("máy chủ không đọc được gói gửi", "the server can't read the batch"),
        Message(
            "cập nhật kiosk và máy chủ; xem proxy có sửa gói không",
            "update both, and see whether a proxy changes what is sent",
        ),
    ),
    Fault.REJECTED: (Message("máy chủ từ chối", "the server rejects the request"), _CERTIFICATE_CURE),
    Fault.TOO_LARGE: (
        Message("một mục bị từ chối vì quá lớn", "a single entry is refused for its size"),
        Message("nâng giới hạn ở máy chủ hoặc proxy", "raise the limit of the server or of its proxy"),
    ),
    Fault.BUSY: (
        Message("máy chủ đang bận", "the server asks for patience"),
        Message("thử lại sau", "try later"),
    ),
    Fault.SERVER_ERROR: (Message("máy chủ có lỗi", "the server has a fault of its own"), _CERTIFICATE_CURE),
    Fault.CONTRADICTION: (
        Message("máy chủ nhiều lần mất điều đã nhận", "the server takes back what it said it holds"),
        _CERTIFICATE_CURE,
    ),
    Fault.JOURNAL_SHORT: (
        Message("nhật ký ngắn hơn phần đã gửi", "the journal ends before what the server acknowledged"),
        JOURNAL_CURE,
    ),
    Fault.JOURNAL_DAMAGED: (
        Message("nhật ký có mục không khớp mã băm", "an entry of the journal does not match its hash"),
        JOURNAL_CURE,
    ),
    Fault.JOURNAL_UNREADABLE: (Message("không đọc được nhật ký", "the journal can't be read"), JOURNAL_CURE),
}


def of_fault(check: str, met: Fault, state: State = State.FAULT) -> Finding:
    """A fault of shipping as a finding, with its name."""
    what, cure = MEANINGS[met]
    return Finding(check, state, named(what, met.value), cure)
