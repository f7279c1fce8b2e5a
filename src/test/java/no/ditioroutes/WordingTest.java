package no.ditioroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Comments, messages, settings and documentation use the terms of the trade, one for each thing. */
class WordingTest {

    /** Regular expressions of paths that are not checked yet: remove each once its texts use the terms. */
    private static final List<String> NOT_COVERED_YET = List.of(
            "README.md",
            "routes/",
            "src/docs/(architecture|changelog|decisions|glossary).md",
            "src/main/java/no/ditioroutes/(command|inbox)/",
            "src/main/java/no/ditioroutes/(operate|database|stream|wiring)/");

    /** Regular expressions of words, each with the better term. */
    private static final List<Term> TERMS =
            """
            (set|put|laid) aside: reject
            tells?|told: report, log
            mend(s|ed|ing)?: fix, correct
            (stands?|stood|rests?) on: depend on
            (comes?|came) about: be applied
            another try|(try|tries|tried|trying) (it )?again: retry
            look(s|ed|ing)? at: check
            anew: again, or restart
            (go|goes|went|going) on: continue
            again and again|over and over: repeatedly
            (throws?|threw|thrown) away: discard
            (is|are|was|were) taken: be picked up, accepted or used
            dealt with: process
            says? so: log, report
            fault of this program: internal error
            in the place of: instead of, or replace
            the whole|as a whole|(refused|rejected|deleted|stored) whole: entire
            with (commas|bars) between: separated by commas
            (nothing|empty|none|null|true|false|absent|0) where: if
            is no (YAML|JSON|time|number): is not a
            """
                    .lines()
                    .map(Term::of)
                    .toList();

    private static final Pattern JAVA_TEXT =
            Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\n\\s*(?:\\*(?!/)|//|#)?\\s*");
    private static final Term FRAGMENT = new Term(
            Pattern.compile(
                    "/\\*\\* ?(What|Of|Where|Whether|Whose|Whom?|How|When|Which|Only|So|As|Until|From|By|To|If)\\b"),
            "a sentence that begins with a verb, or a noun");

    private record Term(Pattern words, String better) {

        static Term of(String line) {
            String[] parts = line.split(": ", 2);
            return new Term(Pattern.compile("\\b(" + parts[0] + ")\\b", Pattern.CASE_INSENSITIVE), parts[1]);
        }

        Stream<String> findings(String file, String text) {
            return words.matcher(text).results().map(found -> {
                String context =
                        text.substring(Math.max(0, found.start() - 30), Math.min(text.length(), found.end() + 30));
                return "%s: instead of '%s' say '%s': …%s…".formatted(file, found.group(), better, context);
            });
        }
    }

    @Test
    void textsUseTheTermsOfTheTrade() throws IOException {
        List<String> findings = new ArrayList<>();
        for (String root : List.of("README.md", "config", "docker", "routes", "src/docs", "src/main")) {
            for (Path file : files(root)) {
                findings.addAll(findings(file.toString(), Files.readString(file)));
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void wordsAreFoundAcrossLinesOutsideOfCode() {
        String code = "/** Of a row that was set\n     * aside. */\nString text = \"it is tried again\"; int told;";

        assertThat(findings("A.java", code))
                .hasSize(3)
                .anyMatch(finding -> finding.startsWith("A.java: instead of 'set aside' say 'reject': …"))
                .anyMatch(finding -> finding.contains("'tried again' say 'retry'"))
                .anyMatch(finding -> finding.contains("begins with a verb"));
    }

    private static List<Path> files(String root) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files.filter(file -> file.toString().matches(".*[.](java|md|ya?ml|cfg|csv|html|json|service)"))
                    .filter(file -> NOT_COVERED_YET.stream()
                            .noneMatch(path -> file.toString().matches(path + ".*")))
                    .toList();
        }
    }

    private static List<String> findings(String file, String content) {
        Stream<String> texts = file.endsWith(".java")
                ? JAVA_TEXT.matcher(content).results().map(MatchResult::group)
                : Stream.of(content);
        return texts.map(text -> LINE_BREAK.matcher(text).replaceAll(" "))
                .flatMap(text ->
                        Stream.concat(Stream.of(FRAGMENT), TERMS.stream()).flatMap(term -> term.findings(file, text)))
                .toList();
    }
}
