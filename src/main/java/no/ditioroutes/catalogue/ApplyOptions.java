package no.ditioroutes.catalogue;

/**
 * Says what the user asks for.
 *
 * @param apply whether Ditio is to be changed, or only compared
 * @param retireMissing whether what the rows do not mention is to be deactivated
 * @param delete whether it is to be deleted instead, if Ditio allows
 * @param force whether so many may be retired that it looks like a mistake
 * @param allowLowerHours whether hour meters may go down
 */
public record ApplyOptions(
        boolean apply, boolean retireMissing, boolean delete, boolean force, boolean allowLowerHours) {

    /** Returns the options to compare only. */
    public static ApplyOptions toPlan() {
        return new ApplyOptions(false, false, false, false, false);
    }

    /** Returns the options to bring Ditio in line with the rows, and no more. */
    public static ApplyOptions toApply() {
        return new ApplyOptions(true, false, false, false, false);
    }
}
