"""Do two texts of a script mean the same to Python? Docstrings, other bare strings and annotations count for nothing."""

import ast


class Strip(ast.NodeTransformer):
    """Takes away what has no meaning when a migration runs."""

    def visit_Expr(self, node):
        is_bare_string = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return None if is_bare_string else self.generic_visit(node)

    def visit_Constant(self, node):
        node.kind = None  # the u of u"text"
        return node

    def visit_FunctionDef(self, node):
        node.returns = None
        return self.generic_visit(node)

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
