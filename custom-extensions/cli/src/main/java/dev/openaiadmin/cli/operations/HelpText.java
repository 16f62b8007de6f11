package dev.openaiadmin.cli.operations;

/** Texts of the description for the help, where code spans have no meaning and some characters have another one. */
final class HelpText {
    private HelpText() {}

    static String of(String text) {
        return text.replace("`", "").replace("%", "%%").replace("@|", "@ |");
    }

    /** Returns a text up to its first full stop that a space follows. */
    static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
