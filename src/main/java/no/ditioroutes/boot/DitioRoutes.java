package no.ditioroutes.boot;

/** Starts the program. */
public final class DitioRoutes {

    private DitioRoutes() {}

    public static void main(String[] args) {
        System.out.println("Ditio Routes");
    }
}
