package dev.taly.activity;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house's plan: which room may know which, and who may touch AWS, Lambda, the environment and the clock. */
final class RoomsTest {
    private static final String HOUSE = "dev.taly.activity";
    private static final String[] CORE = rooms(
            "event",
            "config",
            "publish",
            "ingest",
            "enrich",
            "privacy",
            "archive",
            "consume",
            "deadletter",
            "audit",
            "watch");

    /** Each room, in the order of the flow, and the rooms that it may know. */
    private static final Map<String, List<String>> MAY_KNOW = Map.ofEntries(
            entry("event", List.of()),
            entry("config", List.of()),
            entry("publish", List.of("event")),
            entry("ingest", List.of("event", "config", "publish")),
            entry("enrich", List.of("event", "config")),
            entry("privacy", List.of("event", "config")),
            entry("archive", List.of("event", "config")),
            entry("consume", List.of("event", "enrich", "privacy", "archive")),
            entry("deadletter", List.of("event", "archive", "consume")),
            entry("audit", List.of("event", "archive")),
            // Alerts are about stored lines, as the archive's readers see them.
            entry("watch", List.of("event", "config", "archive", "audit")),
            entry("local", List.of("event", "publish", "archive", "consume")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOUSE);

    @TestFactory
    Stream<DynamicTest> room_knowsOnlyTheRoomsOfThePlan() {
        return MAY_KNOW.entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(
                        room.getKey(),
                        () -> noClasses()
                                .that()
                                .resideInAPackage(HOUSE + "." + room.getKey() + "..")
                                .should()
                                .dependOnClassesThat(strangersTo(room.getKey(), room.getValue()))
                                .check(CLASSES)));
    }

    @Test
    void rooms_areAllInThePlan() {
        classes()
                .should()
                .resideInAnyPackage(Stream.concat(MAY_KNOW.keySet().stream(), Stream.of("app"))
                        .map(room -> HOUSE + "." + room + "..")
                        .toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void packages_areFreeOfCycles() {
        slices().matching(HOUSE + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void awsSdk_isTouchedOnlyByTypesNamedAfterAService() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .and(not(namedAfterAnAwsService()))
                .should()
                .dependOnClassesThat(resideInAPackage("software.amazon.awssdk.."))
                .check(CLASSES);
    }

    @Test
    void lambdaTypes_areTouchedOnlyByApp() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HOUSE + ".app..")
                .should()
                .dependOnClassesThat(resideInAPackage("com.amazonaws.."))
                .check(CLASSES);
    }

    @Test
    void coreRooms_readNoEnvironment() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class, String.class)
                .check(CLASSES);
    }

    @Test
    void coreRooms_readNoClockOfTheirOwn() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .check(CLASSES);
    }

    @Test
    void commandLineLibraries_stayInTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HOUSE + ".app.cli..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("picocli..", "me.tongfei.."))
                .check(CLASSES);
    }

    @Test
    void duckDb_isKnownToTheTypesNamedAfterItAlone() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.audit\\.table\\.Duck[A-Z].*")
                .should()
                .dependOnClassesThat(resideInAPackage("org.duckdb.."))
                .check(CLASSES);
    }

    @Test
    void emulators_stayInLocal() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HOUSE + ".local..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.elasticmq..", "org.gaul.."))
                .check(CLASSES);
    }

    @Test
    void jetty_servesTheEmulatorsAndTheHttpDoor() {
        noClasses()
                .that()
                .resideOutsideOfPackages(HOUSE + ".local..", HOUSE + ".app.http..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.eclipse.jetty.."))
                .check(CLASSES);
    }

    /** Its package is not in the functions' jar, and so the library is not either. */
    @Test
    void prometheus_isKnownToTheScrapesAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HOUSE + ".app.scrape..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.prometheus.."))
                .check(CLASSES);
    }

    @Test
    void yaml_isReadInOnePlaceForSettingsAndInOneForTheTemplate() {
        noClasses()
                .that()
                .resideOutsideOfPackages(HOUSE + ".config..", HOUSE + ".local.template..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.snakeyaml.."))
                .check(CLASSES);
    }

    @Test
    void state_isNeverStatic() {
        noFields().that().areStatic().should().notBeFinal().check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> strangersTo(String room, List<String> known) {
        String[] friends = Stream.concat(known.stream(), Stream.of(room))
                .map(name -> HOUSE + "." + name + "..")
                .toArray(String[]::new);
        return resideInAPackage(HOUSE + "..")
                .and(not(resideInAnyPackage(friends)))
                .as("are of another room than %s and %s", room, known);
    }

    private static DescribedPredicate<JavaClass> namedAfterAnAwsService() {
        return DescribedPredicate.describe("are named S3…, Sqs…, Sns…, Kms… or Secrets…", type -> {
            JavaClass outermost = type;
            while (outermost.getEnclosingClass().isPresent()) {
                outermost = outermost.getEnclosingClass().get();
            }
            return outermost.getSimpleName().matches("(S3|Sqs|Sns|Kms|Secrets)[A-Z].*");
        });
    }

    private static String[] rooms(String... names) {
        return Stream.of(names).map(name -> HOUSE + "." + name + "..").toArray(String[]::new);
    }
}
