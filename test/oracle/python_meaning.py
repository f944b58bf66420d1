"""Do two texts of a script mean the same to Python? Docstrings and annotations count for nothing."""

import ast


class Strip(ast.NodeTransformer):
    """Takes away what has no meaning when a migration runs."""

    def body_without_docstring(self, node):
        self.generic_visit(node)
        if ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:]
        return node

    visit_Module = body_without_docstring
    visit_ClassDef = body_without_docstring

    def visit_FunctionDef(self, node):
        node.returns = None
        return self.body_without_docstring(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_arg(self, node):
        node.annotation = None
        return node

    def visit_AnnAssign(self, node):
        self.generic_visit(node)
        if node.value is None:
            return None
        return ast.Assign(targets=[node.target], value=node.value, lineno=0)


def meaning(text):
    return ast.dump(Strip().visit(ast.parse(text)))


def compare(before, after):
    try:
        return {"same": meaning(before) == meaning(after)}
    except (SyntaxError, ValueError) as error:
        return {"error": str(error)}
