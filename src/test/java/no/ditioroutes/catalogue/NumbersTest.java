package no.ditioroutes.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a number in a cell may mean, in a file with commas, with semicolons, and with tabs. */
class NumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            22              | 22                | 22                | 22
            -22             | -22               | -22               | -22
            \u221222        | -22               | -22               | -22
            22.5            | 22.5              | 22.5              | 22.5
            22,5            | 22.5              | 22.5              | 22.5
            22,0            | 22                | 22                | 22
            22,00           | 22                | 22                | 22
            22,000          | 22000 or 22       | 22                | 22000 or 22
            22.000          | 22                | 22000 or 22       | 22000 or 22
            1.000           | 1                 | 1000 or 1         | 1000 or 1
            1,234           | 1234 or 1.234     | 1.234             | 1234 or 1.234
            1,2345          | 1.2345            | 1.2345            | 1.2345
            1250.500        | 1250.5            | 1250.5            | 1250.5
            1250,500        | 1250.5            | 1250.5            | 1250.5
            0,500           | 0.5               | 0.5               | 0.5
            0.500           | 0.5               | 0.5               | 0.5
            1.234,5         | 1234.5            | 1234.5            | 1234.5
            1,234.5         | 1234.5            | 1234.5            | 1234.5
            1,234,567       | 1234567           | 1234567           | 1234567
            1.234.567       | 1234567           | 1234567           | 1234567
            1 234           | 1234              | 1234              | 1234
            1 234,5         | 1234.5            | 1234.5            | 1234.5
            1 234,567       | 1234.567          | 1234.567          | 1234.567
            1 234.567       | 1234.567          | 1234.567          | 1234.567
            1\u00a0234,5    | 1234.5            | 1234.5            | 1234.5
            1\u202f234,5    | 1234.5            | 1234.5            | 1234.5
            1.0E7           | 10000000          | 10000000          | 10000000
            2,5E+04         | 25000             | 25000             | 25000
            .5              | 0.5               | 0.5               | 0.5
            """)
    void readsANumberWithoutGuessing(String cell, String commas, String semicolons, String tabs) {
        assertThat(readings(cell, ',')).isEqualTo(commas);
        assertThat(readings(cell, ';')).isEqualTo(semicolons);
        assertThat(readings(cell, '\t')).isEqualTo(tabs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "heavy",
                "12 34",
                "1 2345",
                "1,23,456",
                "1.23.456",
                "1,234 567",
                "22 kg",
                "1e999999999",
                "--1",
                "",
                ".",
                "1234567890123456789012345678901234567890123"
            })
    void readsNothingElse(String cell) {
        assertThat(readings(cell, ',')).isEmpty();
        assertThat(readings(cell, ';')).isEmpty();
    }

    @Test
    void writesNumbersAsPeopleDo() {
        assertThat(Numbers.text(DoubleNode.valueOf(1.0E7))).isEqualTo("10000000");
        assertThat(Numbers.text(DecimalNode.valueOf(new BigDecimal("22.0")))).isEqualTo("22");
        assertThat(Numbers.text(DecimalNode.valueOf(new BigDecimal("1250.50")))).isEqualTo("1250.5");
        assertThat(Numbers.text(DecimalNode.valueOf(new BigDecimal("1E-7")))).isEqualTo("0.0000001");
        assertThat(Numbers.text(DecimalNode.valueOf(new BigDecimal("1E+999999999"))))
                .isEqualTo("1E+999999999");
        assertThat(Numbers.plain(DecimalNode.valueOf(new BigDecimal("1.0E+7")))).hasToString("10000000");
    }

    private static String readings(String cell, char separator) {
        return String.join(
                " or ",
                Numbers.readings(cell, CatalogueRow.DecimalMark.of(separator)).stream()
                        .map(BigDecimal::toPlainString)
                        .toList());
    }
}
