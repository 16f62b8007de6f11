package dev.openaiadmin.cli.operations;

/** Texts of the description for the help, where code spans have no meaning and some characters have another one. */
final class HelpText {
    private HelpText() {}

    static String of(String text) {
        return text.replace("`", "").replace("%", "%%").replace("@|", "@ |");
    }
}
