package dev.openaiadmin.release;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** An element of a POM, read as it stands: nothing is inherited and no variable is replaced. */
final class Pom {
    private final Element element;

    private Pom(Element element) {
        this.element = element;
    }

    static Pom read(Path file) {
        try {
            return parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new AssertionError("Cannot read " + file, e);
        }
    }

    static Pom parse(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
            return new Pom(document.getDocumentElement());
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new AssertionError("This is not a POM", e);
        }
    }

    /** Returns the elements at a path of names, such as {@code developers/developer}. */
    List<Pom> all(String path) {
        Stream<Pom> found = Stream.of(this);
        for (String name : path.split("/", -1)) {
            found = found.flatMap(parent -> parent.children(name));
        }
        return found.toList();
    }

    /** Returns the text at a path of names, without white space around it; empty if there is none. */
    String text(String path) {
        return first(path).map(Pom::text).orElse("");
    }

    /** Returns the text of this element, without white space around it. */
    String text() {
        return element.getTextContent().strip();
    }

    Optional<Pom> first(String path) {
        return all(path).stream().findFirst();
    }

    private Stream<Pom> children(String name) {
        return IntStream.range(0, element.getChildNodes().getLength())
                .mapToObj(element.getChildNodes()::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
                .filter(node -> node.getNodeName().equals(name))
                .map(node -> new Pom((Element) node));
    }
}
