"""How texts are broken and sized, measured with a ruler of ten units a letter."""

from kiosk.ui.lettering import common_size, fit, shortened


def measure(text, size):
    return len(text) * size / 2


def test_a_text_that_fits_stands_in_one_line_of_the_largest_size():
    setting = fit("một hai", 400, 100, (60, 40), most_lines=2, measure=measure)
    assert (setting.lines, setting.size, setting.fits) == (("một hai",), 60, True)


def test_it_is_rather_set_smaller_once_than_broken():
    setting = fit("một hai ba", 210, 200, (60, 40, 30), most_lines=2, measure=measure)
    assert (setting.lines, setting.size) == (("một hai ba",), 40)


def test_it_is_rather_broken_than_set_smaller_still():
    setting = fit("một hai ba bốn", 200, 200, (60, 40, 20), most_lines=2, measure=measure)
    assert (setting.lines, setting.size) == (("một hai", "ba bốn"), 40)


def test_large_first_breaks_before_it_shrinks():
    setting = fit("một hai", 150, 200, (60, 40), most_lines=2, measure=measure, large_first=True)
    assert (setting.lines, setting.size) == (("một", "hai"), 60)


def test_lines_are_of_nearly_equal_length():
    setting = fit("a bb ccc dddd eeeee", 60, 100, (10,), most_lines=2, measure=measure)
    assert setting.lines == ("a bb ccc", "dddd eeeee")


def test_a_line_rather_ends_with_a_sentence():
    setting = fit("Chọn một ý, hoặc hai. Rồi gửi đi nhé", 120, 100, (10,), most_lines=2, measure=measure)
    assert setting.lines == ("Chọn một ý, hoặc hai.", "Rồi gửi đi nhé")


def test_a_no_break_space_keeps_words_together():
    setting = fit("của cán\u00a0bộ", 40, 100, (10,), most_lines=3, measure=measure)
    assert setting.lines == ("của", "cán\u00a0bộ")


def test_names_are_rather_parted_at_the_dot_between_them_which_then_goes():
    setting = fit("một\u00a0· hai ba", 70, 100, (10,), most_lines=2, measure=measure)
    assert setting.lines == ("một\u00a0· hai ba",)
    setting = fit("một\u00a0· hai ba", 40, 100, (10,), most_lines=2, measure=measure)
    assert setting.lines == ("một", "hai ba")


def test_however_many_words_a_text_has_its_lines_are_found_by_measuring_a_few():
    """A hundred words in four lines can be broken in 156,849 ways."""
    measured = []

    def counting(text, size):
        measured.append(text)
        return measure(text, size)

    setting = fit(" ".join(["hai"] * 100), 10, 10, (10,), most_lines=4, measure=counting)
    assert [len(line) for line in setting.lines] == [99, 99, 99, 99]
    assert len(measured) < 3000


def test_what_was_set_once_is_not_measured_again():
    measured = []

    def counting(text, size):
        measured.append(text)
        return measure(text, size)

    first = fit("một hai ba", 50, 100, (10,), most_lines=2, measure=counting)
    measured.clear()
    assert fit("một hai ba", 50, 100, (10,), most_lines=2, measure=counting) == first
    assert not measured


def test_no_word_is_lost_even_where_nothing_fits():
    setting = fit("Không hài lòng", 10, 10, (60, 40), most_lines=2, measure=measure)
    assert not setting.fits
    assert " ".join(setting.lines) == "Không hài lòng"


def test_a_text_too_high_does_not_fit():
    assert not fit("một", 400, 20, (40,), most_lines=1, measure=measure).fits


def test_equals_get_one_size():
    texts = ("một", "một hai ba")
    settings = [fit(text, 210, 60, (60, 40), most_lines=1, measure=measure) for text in texts]
    assert common_size(settings) == 40


def test_a_name_too_long_ends_with_an_ellipsis():
    assert shortened("Phòng Kinh tế", 100, 20, measure) == "Phòng…"
    assert shortened("Phòng", 40, 20, measure) == "Phò…"
    assert shortened("Phòng", 100, 20, measure) == "Phòng"
    assert shortened("Văn hóa – Xã hội", 110, 20, measure) == "Văn hóa…"


def test_the_counter_behind_a_name_is_never_shortened():
    name = "Phòng Kinh tế · Quầy số 12"
    assert shortened(name, 250, 20, measure) == "Phòng Kinh… · Quầy số 12"
    assert shortened(name, 190, 20, measure) == "Phòng… · Quầy số 12"
    assert shortened(name, 150, 20, measure) == "P… · Quầy số 12"
    assert shortened(name, 140, 20, measure) == "… · Quầy số 12"
    assert shortened(name, 130, 20, measure) == "Phòng Kinh…"
