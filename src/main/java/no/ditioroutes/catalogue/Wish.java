package no.ditioroutes.catalogue;

/**
 * What the user asks for.
 *
 * @param apply whether Ditio is to be changed, or only compared
 * @param retireMissing whether what the rows do not mention is to be deactivated
 * @param delete whether it is to be deleted instead, where Ditio allows
 * @param force whether so many may be retired that it looks like a mistake
 * @param allowLowerHours whether hour meters may go down
 */
public record Wish(boolean apply, boolean retireMissing, boolean delete, boolean force, boolean allowLowerHours) {

    /** Only to compare. */
    public static Wish toPlan() {
        return new Wish(false, false, false, false, false);
    }

    /** To bring Ditio in line with the rows, and no more. */
    public static Wish toApply() {
        return new Wish(true, false, false, false, false);
    }
}
