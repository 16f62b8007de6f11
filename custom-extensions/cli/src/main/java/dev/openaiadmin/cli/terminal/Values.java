package dev.openaiadmin.cli.terminal;

import dev.openaiadmin.governance.text.Durations;
import dev.openaiadmin.governance.text.PrintableText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads values of options, and says of a value that is wrong what a right one looks like. */
public final class Values {
    private Values() {}

    /** Registers how values of options are read. */
    public static CommandLine register(CommandLine commandLine) {
        return commandLine
                .registerConverter(YearMonth.class, text -> parsed(text, YearMonth::parse, "a month such as 2026-11"))
                .registerConverter(Integer.class, text -> parsed(text, Integer::valueOf, "a whole number"))
                .registerConverter(int.class, text -> parsed(text, Integer::valueOf, "a whole number"))
                .registerConverter(LocalDate.class, text -> parsed(text, LocalDate::parse, "a day such as 2026-11-01"))
                .registerConverter(
                        Duration.class, text -> parsed(text, Durations::parse, "a duration such as 12h, 7d or P7D"));
    }

    private static <T> T parsed(String text, ITypeConverter<T> converter, String kind) throws Exception {
        try {
            return converter.convert(text);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new TypeConversionException("'" + PrintableText.line(text) + "' is not " + kind);
        }
    }
}
