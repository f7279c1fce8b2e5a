package no.ditioroutes.boot;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The Spring Boot runtime. What it is made of stands in {@code routes/} and {@code config/}. */
@SpringBootApplication
class App {}
