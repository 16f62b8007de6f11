package dev.openaiadmin.governance.audit;

/**
 * An activity of a class, which together are the type of an event.
 *
 * @param ocsfClass the class
 * @param id the id of the activity in the class
 * @param name the name of the activity in the schema
 */
record OcsfActivity(OcsfClass ocsfClass, int id, String name) {
    int typeUid() {
        return ocsfClass.uid() * 100 + id;
    }
}
