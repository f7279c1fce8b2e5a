package no.ditioroutes.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invisible characters, and what spreadsheets wrap around a text, do not make it another text. */
class CellTextTest {

    @ParameterizedTest
    @ValueSource(
            chars = {
                ' ', '\t', '\n', '\r', '\u0085', '\u00A0', '\u00AD', '\u034F', '\u1680', '\u180E', '\u2000', '\u2007',
                '\u2009', '\u200B', '\u200C', '\u200D', '\u200E', '\u200F', '\u2028', '\u2029', '\u202A', '\u202E',
                '\u202F', '\u205F', '\u2060', '\u2066', '\u2069', '\u2800', '\u3000', '\u3164', '\uFEFF'
            })
    void isTrimmedOfInvisibleCharacters(char unseen) {
        assertThat(CellText.code(unseen + "N30" + unseen + unseen)).isEqualTo("N30");
        assertThat(CellText.clean("" + unseen)).isEmpty();
    }

    static Stream<Arguments> wrapped() {
        return Stream.of(
                Arguments.of("=\"N30\"", "N30"),
                Arguments.of("\u00A0=\"\u200BN30 \"", "N30"),
                Arguments.of("=\"say \"\"no\"\"\"", "say \"no\""),
                Arguments.of("=\"\"", ""),
                Arguments.of("'0012", "0012"),
                Arguments.of("'=\"0012\"", "0012"),
                Arguments.of("'-5", "-5"),
                Arguments.of("=N30", "=N30"),
                Arguments.of("=\"", "=\""),
                Arguments.of("N'30", "N'30"),
                Arguments.of("Ærøy \uD83D\uDE9C", "Ærøy \uD83D\uDE9C"));
    }

    @ParameterizedTest
    @MethodSource("wrapped")
    void isUnwrapped(String cell, String text) {
        assertThat(CellText.clean(cell)).isEqualTo(text);
        assertThat(CellText.code(cell)).isEqualTo(text);
        assertThat(CellText.clean(text)).isEqualTo(text);
    }

    @Test
    void keepsTheApostropheOfAFreeTextAndNotOfAnId() {
        assertThat(CellText.clean("'t Hart")).isEqualTo("'t Hart");
        assertThat(CellText.code("'N30")).isEqualTo("N30");
    }

    @Test
    void isComposedIfItIsAnId() {
        assertThat(CellText.code("GRA\u030A-1")).isEqualTo("GR\u00C5-1");
    }

    @Test
    void namesInvisibleCharactersInside() {
        assertThat(CellText.hidden("N\u200B30")).isEqualTo("U+200B ZERO WIDTH SPACE");
        assertThat(CellText.hidden("N\u00A030")).isEqualTo("U+00A0 NO-BREAK SPACE");
        assertThat(CellText.hidden("N\uFEFF30")).isEqualTo("U+FEFF ZERO WIDTH NO-BREAK SPACE");
        assertThat(CellText.hidden("N\u000130")).isEqualTo("U+0001 START OF HEADING");
        assertThat(CellText.hidden("N\u202E30")).isEqualTo("U+202E RIGHT-TO-LEFT OVERRIDE");
        assertThat(CellText.hidden("N 30 – Ærøy \uD83D\uDE9C")).isEmpty();
    }

    @Test
    void hasPlainSpacesIfItIsAName() {
        assertThat(CellText.plainSpaces("Volvo\u00A0EC\u202F220")).isEqualTo("Volvo EC 220");
    }

    @Test
    void acceptsSeveralLinesInANote() {
        assertThat(CellText.control("one\r\n\ttwo")).isEmpty();
        assertThat(CellText.control("one\u0007")).isEqualTo("U+0007 BEL");
    }
}
