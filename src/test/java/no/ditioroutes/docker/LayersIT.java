package no.ditioroutes.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The layers of the packaged jar, taken apart, put together and started as the image does. */
class LayersIT {

    private static final Path JAR = Path.of("target/ditio-routes.jar").toAbsolutePath();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void workAsTheImageHasThem(@TempDir Path work) throws Exception {
        Path root = Files.createDirectory(work.resolve("root"));
        Files.copy(JAR, work.resolve("ditio-routes.jar"));

        Tool extract = Tool.in(work, java(Dockerfile.of("RUN").get(0).split(" ", -1)));
        for (String layer : layersCopied()) {
            FileSystemUtils.copyRecursively(work.resolve("layers").resolve(layer), root);
        }
        List<String> version = new ArrayList<>(List.of(java(Dockerfile.entrypoint())));
        version.add("--version");
        Tool ended = Tool.in(root, version.toArray(String[]::new));

        assertThat(extract.exitCode()).as(extract.output()).isZero();
        assertThat(layersCopied()).containsExactlyInAnyOrderElementsOf(layersOf(work));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).startsWith("Ditio Routes ");
        assertThat(classPath(root.resolve("ditio-routes.jar")))
                .isNotEmpty()
                .allSatisfy(part -> assertThat(root.resolve(part)).exists());
    }

    private static List<String> layersCopied() {
        return Dockerfile.of("COPY").stream()
                .filter(copy -> copy.startsWith("--from=layers"))
                .map(copy -> copy.replaceAll(".*/layers/([\\w-]+)/.*", "$1"))
                .toList();
    }

    private static List<String> layersOf(Path work) throws IOException {
        try (Stream<Path> layers = Files.list(work.resolve("layers"))) {
            return layers.map(layer -> layer.getFileName().toString()).toList();
        }
    }

    private static String[] classPath(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue("Class-Path").split(" ", -1);
        }
    }

    private static String[] java(String... words) {
        words[0] = JAVA;
        return words;
    }
}
