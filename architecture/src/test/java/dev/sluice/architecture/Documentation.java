package dev.sluice.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Public types and their methods have Javadoc. Its form is doclint's business; that it is there cannot be left to
 * doclint, which would also demand tags that restate the signature.
 */
final class Documentation extends TreePathScanner<Void, Void> {

    private final DocTrees docs;
    private final List<String> missing = new ArrayList<>();

    private Documentation(DocTrees docs) {
        this.docs = docs;
    }

    /** Names public types and methods without Javadoc in the Java files under a folder. */
    static List<String> missingUnder(Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> paths = Files.walk(folder);
                StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources =
                    paths.filter(path -> path.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            Documentation documentation = new Documentation(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                documentation.scan(unit, null);
            }
            return documentation.missing;
        }
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
        if (!isPublic(type.getModifiers())) {
            return null;
        }
        require(type.getSimpleName().toString());
        return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
        boolean constructor = method.getReturnType() == null;
        if (isPublic(method.getModifiers()) && !constructor && !overrides(method)) {
            require(((ClassTree) getCurrentPath().getParentPath().getLeaf()).getSimpleName() + "." + method.getName());
        }
        return null;
    }

    private void require(String name) {
        if (docs.getDocComment(getCurrentPath()) == null) {
            missing.add("%s.%s has no Javadoc"
                    .formatted(getCurrentPath().getCompilationUnit().getPackageName(), name));
        }
    }

    /** Members of an interface are public without saying so. */
    private boolean isPublic(ModifiersTree modifiers) {
        Tree outer = getCurrentPath().getParentPath().getLeaf();
        boolean inInterface = outer.getKind() == Tree.Kind.INTERFACE || outer.getKind() == Tree.Kind.ANNOTATION_TYPE;
        return modifiers.getFlags().contains(Modifier.PUBLIC)
                || (inInterface && !modifiers.getFlags().contains(Modifier.PRIVATE));
    }

    private static boolean overrides(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }
}
